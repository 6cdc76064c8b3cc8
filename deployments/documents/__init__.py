"""Pages of the documentation that are made of the program itself: ``python -m deployments.documents``.

A page that says what the code says is written by the code; a test holds that it is current.
"""
