[
  (noun_body)
  (section_body)
  (sentence_body)
  (passage)
] @fold

(import)+ @fold
