-- ?1 tenant_id, ?2 code, ?3 valid_from, ?4 valid_to, ?5 category, ?6 rate, ?7 exemption_code, ?8 to ?11 labels nl fr en de, ?12 to ?15 sentences nl fr en de
INSERT INTO vat_code (tenant_id, code, valid_from, valid_to, category, rate, exemption_code, label_nl, label_fr, label_en, label_de,
  sentence_nl, sentence_fr, sentence_en, sentence_de)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (tenant_id, code, valid_from) DO UPDATE SET valid_to = excluded.valid_to, label_nl = excluded.label_nl, label_fr = excluded.label_fr,
  label_en = excluded.label_en, label_de = excluded.label_de, sentence_nl = excluded.sentence_nl, sentence_fr = excluded.sentence_fr,
  sentence_en = excluded.sentence_en, sentence_de = excluded.sentence_de
