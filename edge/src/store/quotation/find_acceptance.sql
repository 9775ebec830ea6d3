-- ?1 tenant: tenant_id is the key of this table; whether an acceptance makes the invoice, which needs the module
SELECT t.id AS tenant_id, t.convert_on_acceptance AND t.sales_invoicing AS converts FROM tenant AS t WHERE t.id = ?1
