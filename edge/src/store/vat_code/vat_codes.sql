-- ?1 tenant_id: the tenant's own rows; the Belgian ones are built in
SELECT v.code, v.valid_from, v.valid_to, v.category, v.rate, v.exemption_code, v.label_nl, v.label_fr, v.label_en, v.label_de,
  v.sentence_nl, v.sentence_fr, v.sentence_en, v.sentence_de
FROM vat_code AS v WHERE v.tenant_id = ?1 ORDER BY v.code, v.valid_from
