"""From readings to digests: which articles tell one story, what they say, in how many voices, written up and checked.

In the order of the night: `grouping` finds stories, `ranking` scores and `placing` orders them, `voices` finds the
independent texts in one, `claims` what is said, `selection` what of it matters; `composition` writes the digest and
`verification` re-reads it.
Imports the types of `extractors`, and neither Prefect, the database, the reader nor spaCy.
"""
