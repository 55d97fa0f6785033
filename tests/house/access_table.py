"""The rows of test_access.py, but for accounts (accounts_table.py) and issued documents (access_documents.py)."""

COLUMNS = (
    "public",
    "party",
    "cleared_too_low",
    "member",
    "chair",
    "former_member",
    "member_elsewhere",
    "secretary_elsewhere",
    "records",
    "admin",
    "secretary",
)
# 200 shown, 202 being drawn (no worker draws here), 302 sent on (sign-in, a canonical address, or what was done),
# 403 may see it and not do it, 404 nothing here to read, 409 refused as things stand. One number stands for everybody.
# Draft, white and amber are three meetings: White minutes in draft, White minutes published, Amber minutes published.
ROWS = """
route                             method  pub   party low   memb  chair form  elsew secel recor admin secr
desk:home                         GET     200
desk:search                       GET     200
secgov:healthz                    GET     200
secgov:committees                 GET     200
secgov:committee                  GET     200
secgov:create_committee           GET     404   403   403   403   403   403   403   200   403   200   200
secgov:amend_committee            GET     404   403   403   403   403   403   403   403   403   200   200
secgov:outbox                     GET     404   200   200   200   200   200   200   200   200   200   200
secgov:style                      GET     200
secgov:answers                    GET     404   403   403   403   403   403   403   200   200   403   200
secgov:view_as                    GET     404   200   200   200   200   200   200   200   200   200   200
secgov:stop_viewing               POST    302
secgov:red draft                  GET     404
secgov:red amber                  GET     404
login                             GET     200   302   302   302   302   302   302   302   302   302   302
logout                            POST    302
admin:index                       GET     404   302   302   302   302   302   302   302   302   200   302
meetings:index                    GET     200
meetings:plan                     GET     404   403   403   403   403   403   403   200   403   403   200
meetings:detail white             GET     200
meetings:detail amber             GET     404   404   404   200   200   404   404   404   200   404   200
meetings:detail draft             GET     404   404   404   200   200   404   404   404   200   404   200
meetings:paper white              GET     200
meetings:paper amber              GET     404   404   404   200   200   404   404   404   200   404   200
meetings:paper draft              GET     404   404   404   404   404   404   404   404   404   404   200
meetings:pdf white                GET     200
meetings:pdf amber                GET     404   404   404   200   200   404   404   404   200   404   200
meetings:pdf draft                GET     404   404   404   404   404   404   404   404   404   404   202
meetings:edit draft               GET     404   404   404   403   403   404   404   404   403   404   200
meetings:amend draft              GET     404   404   404   403   403   404   404   404   403   404   200
meetings:classify draft           GET     404   404   404   403   403   404   404   404   403   404   200
meetings:move draft               GET     404   404   404   403   403   404   404   404   403   404   200
meetings:publish_papers draft     POST    404   404   404   403   403   404   404   404   403   404   409
meetings:add_item draft           GET     404   404   404   403   403   404   404   404   403   404   200
meetings:amend_item draft         GET     404   404   404   403   403   404   404   404   403   404   200
meetings:move_item draft          POST    404   404   404   403   403   404   404   404   403   404   302
meetings:remove_item draft        GET     404   404   404   403   403   404   404   404   403   404   200
meetings:attach_paper draft       GET     404   404   404   404   404   404   404   404   404   404   200
meetings:agenda draft             GET     404   404   404   403   403   404   404   404   403   404   200
meetings:add_line draft           POST    404   404   404   403   403   404   404   404   403   404   302
meetings:place_item draft         POST    404   404   404   403   403   404   404   404   403   404   302
meetings:stand_item draft         POST    404   404   404   403   403   404   404   404   403   404   302
meetings:proposals draft          GET     404   404   404   403   403   404   404   404   403   404   200
meetings:agenda_pdf draft         GET     404   404   404   404   404   404   404   404   404   404   202
meetings:paper_version white      GET     200
meetings:paper_version amber      GET     404   404   404   200   200   404   404   404   200   404   200
meetings:paper_version draft      GET     404   404   404   404   404   404   404   404   404   404   200
meetings:paper_record draft       GET     404   404   404   404   404   404   404   404   404   404   200
meetings:paper_record white       GET     404   403   403   403   403   403   403   403   403   403   200
meetings:amend_paper draft        GET     404   404   404   404   404   404   404   404   404   404   200
meetings:withhold_title white     GET     404   403   403   403   403   403   403   403   403   403   200
meetings:withhold_file_name white GET     404   403   403   403   403   403   403   403   403   403   200
meetings:add_paper_version draft  GET     404   404   404   404   404   404   404   404   404   404   200
meetings:accept_findings draft    POST    404   404   404   404   404   404   404   404   404   404   422
meetings:add_entry draft          GET     404   404   404   403   403   404   404   404   403   404   200
meetings:amend_entry draft        GET     404   404   404   403   403   404   404   404   403   404   200
meetings:move_entry draft         POST    404   404   404   403   403   404   404   404   403   404   302
meetings:remove_entry draft       GET     404   404   404   403   403   404   404   404   403   404   200
meetings:condition_met draft      GET     404   404   404   403   403   404   404   404   403   404   200
meetings:look draft               POST  404   404   404   403   403   404   404   404   403   404   422
meetings:head draft               POST  404   404   404   403   403   404   404   404   403   404   422
meetings:entries draft            GET   404   404   404   403   403   404   404   404   403   404   200
meetings:keep draft               POST  404   404   404   403   403   404   404   404   403   404   403
meetings:take_out draft           POST  404   404   404   403   403   404   404   404   403   404   200
meetings:put_back draft           POST  404   404   404   403   403   404   404   404   403   404   200
meetings:versions draft           GET   404   404   404   403   403   404   404   404   403   404   200
meetings:add_attendance draft     GET     404   404   404   403   403   404   404   404   403   404   200
meetings:amend_attendance draft   GET     404   404   404   403   403   404   404   404   403   404   200
meetings:remove_attendance draft  GET     404   404   404   403   403   404   404   404   403   404   200
meetings:beside draft             GET     404   404   404   403   403   404   404   404   403   404   200
meetings:mark_attendance draft    GET     404   404   404   403   403   404   404   404   403   404   200
meetings:mark_attendance draft    POST    404   404   404   403   403   404   404   404   403   404   302
meetings:corrections white        GET     404   404   404   200   200   404   404   404   404   404   200
meetings:corrections amber        GET     404   404   404   200   200   404   404   404   404   404   200
meetings:corrections draft        GET     404   404   404   404   404   404   404   404   404   404   404
meetings:add_correction white     GET     404   403   403   200   200   403   403   403   403   403   200
meetings:add_correction amber     GET     404   404   404   200   200   404   404   404   403   404   200
meetings:add_correction draft     GET     404   404   404   404   404   404   404   404   404   404   404
meetings:no_comments white        POST    404   403   403   409   409   403   403   403   403   403   409
meetings:no_comments amber        POST    404   404   404   409   409   404   404   404   403   404   409
meetings:answer_correction white  POST    404   404   404   403   404   404   404   404   404   404   409
meetings:answer_correction amber  POST    404   404   404   403   404   404   404   404   404   404   409
meetings:amendments white         GET     404   404   404   200   200   404   404   404   404   404   200
meetings:amendments amber         GET     404   404   404   200   200   404   404   404   404   404   200
meetings:redline white            GET     404   404   404   200   200   404   404   404   200   404   200
meetings:redline amber            GET     404   404   404   200   200   404   404   404   200   404   200
meetings:redline draft            GET     404   404   404   404   404   404   404   404   404   404   404
meetings:redline_pdf white        GET     404   404   404   202   202   404   404   404   202   404   202
meetings:redline_pdf amber        GET     404   404   404   202   202   404   404   404   202   404   202
meetings:add_note white           GET     404   403   403   403   403   403   403   403   403   403   200
meetings:add_note amber           GET     404   404   404   403   403   404   404   404   403   404   200
secgov:record white               GET     200
secgov:record amber               GET     404   404   404   200   200   404   404   404   200   404   200
secgov:record draft               GET     404   404   404   404   404   404   404   404   404   404   200
secgov:change_classification white GET    404   403   403   403   403   403   403   403   200   403   200
secgov:change_classification amber GET    404   404   404   403   403   404   404   404   200   404   200
secgov:change_classification draft GET    404   404   404   404   404   404   404   404   404   404   200
secgov:answer_classification white POST   404   403   403   403   403   403   403   403   409   403   409
secgov:answer_classification amber POST   404   404   404   403   403   404   404   404   409   404   409
secgov:waiting_classifications    GET     404   200   200   200   200   200   200   200   200   200   200
secgov:name_person white          POST    404   403   403   403   403   403   403   403   403   403   422
secgov:name_person amber          POST    404   404   404   403   403   404   404   404   403   404   422
secgov:unname_person amber        POST    404   404   404   403   403   404   404   404   403   404   404
meetings:checklist draft          GET     404   404   404   403   403   404   404   404   403   404   200
meetings:dismiss_remark draft     POST    404   404   404   403   403   404   404   404   403   404   302
meetings:bring_back_remark draft  POST    404   404   404   403   403   404   404   404   403   404   302
meetings:review draft             GET     404   404   404   403   403   404   404   404   403   404   200
meetings:confirm draft            POST    404   404   404   403   403   404   404   404   403   404   302
meetings:confirm_white draft      POST    404   404   404   403   403   404   404   404   403   404   302
meetings:confirm_all draft        POST    404   404   404   403   403   404   404   404   403   404   302
meetings:share draft              GET     404   404   404   403   403   404   404   404   403   404   200
meetings:end_share draft          POST    404   404   404   403   403   404   404   404   403   404   404
actions:renumber draft            POST    404   404   404   403   403   404   404   404   403   404   302
actions:release draft             GET     404   404   404   404   404   404   404   404   404   404   200
secgov:acronyms                   GET     404   403   403   403   403   403   403   403   403   200   200
secgov:remove_acronym             POST    404   403   403   403   403   403   403   403   403   302   302
actions:index                     GET     200
actions:outstanding white         GET     200
actions:outstanding amber         GET     404   404   404   200   200   404   404   404   200   404   200
actions:outstanding draft         GET     404   404   404   200   200   404   404   404   200   404   200
actions:detail white              GET     200
actions:detail amber              GET     404   404   404   200   200   404   404   404   200   404   200
actions:detail draft              GET     404   404   404   404   404   404   404   404   404   404   200
actions:amend white               GET     404   403   403   403   403   403   403   403   403   403   200
actions:amend draft               GET     404   404   404   404   404   404   404   404   404   404   200
actions:raise draft               GET     404   404   404   404   404   404   404   404   404   404   200
actions:review draft              GET     404   404   404   404   404   404   404   404   404   404   200
modifications:index               GET     200
modifications:detail white        GET     200
modifications:detail amber        GET     404   404   404   200   200   404   404   404   200   404   200
modifications:detail draft        GET     404   404   404   404   404   404   404   404   404   404   200
modifications:matrix white        GET     200
modifications:matrix amber        GET     404   404   404   200   200   404   404   404   200   404   200
modifications:matrix draft        GET     404   404   404   200   200   404   404   404   200   404   200
archive:index                     GET     404   403   403   403   403   403   403   200   403   403   200
archive:create                    GET     404   403   403   403   403   403   403   200   403   403   200
archive:batch draft               GET     404   404   404   404   404   404   404   404   404   404   200
archive:confirm_batch draft       POST    404   404   404   404   404   404   404   404   404   404   302
archive:detail draft              GET     404   404   404   404   404   404   404   404   404   404   200
archive:file draft                GET     404   404   404   404   404   404   404   404   404   404   200
archive:confirm draft             GET     404   404   404   404   404   404   404   404   404   404   403
archive:discard draft             GET     404   404   404   404   404   404   404   404   404   404   200
archive:again draft               POST    404   404   404   404   404   404   404   404   404   404   409
exports:index                     GET     404   403   403   403   403   403   403   403   200   403   403
exports:create                    GET     404   403   403   403   403   403   403   403   200   403   403
exports:detail                    GET     404   404   404   404   404   404   404   404   200   404   404
exports:again                     POST    404   404   404   404   404   404   404   404   302   404   404
exports:download                  GET     404   404   404   404   404   404   404   404   302   404   404
"""
