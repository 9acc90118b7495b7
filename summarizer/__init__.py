"""From readings to digests: which articles tell one story, what they say, in how many voices, written up and checked.

In the order of the night: `grouping` finds stories, `voices` the independent texts in them, `claims` what is said,
`selection` what of it matters, `composition` writes the digest, `verification` re-reads it, `ranking` orders the edition.
Imports the types of `extractors`, and neither Prefect, the database, the reader nor spaCy.
"""
