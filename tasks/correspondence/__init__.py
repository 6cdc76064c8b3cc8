"""Letters out: written from the outbox, sent through Apprise, and what became of them.

- ``letters/<name>/<language>/``: what each letter says, in Welsh and in English.
- ``wording``: a letter's coded facts as its words need them.
- ``rendering``: a letter's bytes, made once.
- ``board_mail``: the Apprise plugin; ``wire``: one SMTP conversation, and what its answers mean.
- ``outbox``: claims and settlements; ``post``: the sender.

Nothing here knows Prefect, and everything here is told the time.
"""
