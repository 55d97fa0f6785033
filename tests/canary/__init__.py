"""The canary test: every text a record can hold bears a word of its own, and each of the cast meets exactly theirs.

`words` makes the words and says what each is; `planting` writes them into records as people would, in every state of
the minutes; `covering` finds what holds none; `expecting` says, apart from the application's gate, who may meet which;
`crawling` walks the site as somebody and tells which words came back.
"""
