"""Letters out: written from the outbox, sent through Apprise, and what became of them.

- ``letters/<name>/<language>/``: what each letter says, in Welsh and in English.
- ``wording``: a letter's coded facts as its words need them.
- ``occasion``: what a letter says that stands on the record: who signs it, whether it is the first.
- ``rendering``: a letter's bytes, made once; ``mime_tree``: their parts.
- ``board_mail``: the Apprise plugin; ``wire``: one SMTP conversation, and what its answers mean.
- ``outbox``: claims and settlements; ``post``: the sender.

Nothing here knows Prefect, and everything here is told the time.
"""
