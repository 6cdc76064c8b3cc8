"""Papers: what is printed, filed or sent as a document, made of templates that a Board can edit.

One folder a paper; in it ``cy.docx`` and ``en.docx``, to be opened and changed in Word.
"""
