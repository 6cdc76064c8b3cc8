"""What is done at each stage, in the guidance's order; each task is one transaction.

- ``referral`` S01
- ``scoping`` S02
- ``recommendation`` S03
- ``decision`` S04
- ``notification`` S05
- ``panel`` S06
- ``parallel_processes`` S07
- ``first_panel`` S08
- ``family`` S09 and S16
- ``timelines`` S10 and S11
- ``learning_event`` S12 and S13
- ``report`` S14, S15 and S17
- ``publication`` S18, S19 and S20
- ``action_plan`` S21 and S23
- ``dissemination`` S22
- ``annual_report`` S24
- ``forum`` M01-M05

``office`` is the desk they all sit at; ``correspondence`` sends the letters.
"""
