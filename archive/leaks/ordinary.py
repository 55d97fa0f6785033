"""Words that titles of agendas and papers are made of everywhere, so that a title of one of them gives nothing away."""

_WORDS = """
a about above account action actions after agenda all an analysis and annex annual any aob apologies
appeal appendix application approach approval architecture are arising arrangements as assessment assurance at
attachment attendance audit background be brief briefing budget business by change changes charter closing code
comments committee communications compliance concerns conclusion conditions confidential consultation contract
contracts costs criteria customer data date decision decisions declaration delivery design details development
dispute document draft election end energy enquiry estimate evaluation evidence exchange exercise feedback final
finance finances financial findings first follow for forecast framework from frozenset( further future general
governance group guidance head heading high hub hubs impact impacts implementation improvements in incident
incidents industry information initial interest interests introduction investigation issue issues item items key
latest legal letter list log maintenance major management market matter matters meeting meetings member members
membership metering meters minor minutes miscellaneous modification modifications monthly name network new next
nomination note notes number of on one opening operation operational operations option options or other outages
outcome outcomes outstanding overview panel paper papers part parties party people performance period personal
personnel plan planning plans policy position presentation previous price prices pricing principles priorities
privacy problem procedure process procurement programme progress project proposal proposals proposed provider
providers purpose quality quarterly question questions recommendation record register regulation release releases
report reports requirement requirements research resource resources response responses results review risk risks
roadmap role roles schedule scope second secretariat section security service services session smart solution
specification stage standing statement status strategy sub subcommittee submission summary supplier suppliers
support system systems technical terms test testing the third to topics transition update updates version views vote
welcome with work working year
"""
ORDINARY = frozenset(_WORDS.split())
