[
  (noun_body)
  (section_body)
  (sentence_body)
  (approval_body)
  (group)
  (ground)
  (allow)
] @rainbow.scope

["{" "}" "(" ")"] @rainbow.bracket
