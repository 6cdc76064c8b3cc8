"""The pages for answers: for people whose mail has no buttons.

A letter's link leads here. Looking changes nothing; what is sent by the form is an answer
like one by mail. No account, no cookie, no script; Welsh and English. The pages need the
record and the installation's key, and nothing of Prefect.
"""
