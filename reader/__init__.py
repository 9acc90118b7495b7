"""Reading: editions and digests as web pages, static files, Markdown and terminal output.

    markdown.digest_markdown, markdown.edition_markdown      Markdown
    terminal.edition_panel, terminal.digest_renderable       Rich renderables
    application.application                                  the web application over a store
    site.export                                              the same pages as files

`citations` is the one rule for where marks stand, `outside` the one for what text and addresses from outside may do.
Nothing is imported here, so that Markdown and terminal output need neither database nor web framework.
"""
