"""The papers of the support of one person: each is made from the file as it stands today, by a small module of its own.

plan           kế hoạch hỗ trợ, signed by both
submission     tờ trình: an application laid before whoever decides
decision       dự thảo quyết định, granting or refusing as it was proposed
refusal        văn bản từ chối, to the person herself
receipt        phiếu xác nhận đã nhận hỗ trợ, at the agency that gave the help
summary        tóm tắt hồ sơ, one page for the leader
plain_sheet    giấy hẹn và việc cần làm, in large print, for the person
known_then     what the file said when an application was appraised or decided
catalogue      all of them: whose right it is to print each, what each waits for
"""
