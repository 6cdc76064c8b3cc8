"""The demonstration: the pattern of a real review, replayed under an invented Board on a clock that moves.

- ``patterns``: what is public of real reviews, as data.
- ``replay``: a pattern made into a script, every day and every answer; pure.
- ``answers``: what is answered to each step, all of it invented; pure.
- ``cast``: the invented people.
- ``playing``: the script, played on a running installation.
- ``gates``: forms answered through Prefect's API, as a person answers them.
- ``telling``: what is said of it at the end.
"""
