//! Every bound of the product in one place, each with its reason.

/// Request body of the public API: a booking with every field at its bound needs less than 16 KiB.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Dashboard forms hold a few texts.
pub const FORM_BYTES_MAX: usize = 64 * 1024;
/// A DNS label, so that a slug may become a host name.
pub const SLUG_BYTES_MAX: usize = 63;
/// Names of people, companies and services.
pub const NAME_CHARS_MAX: usize = 120;
/// RFC 5321 section 4.5.3.1.3: a path has 256 octets with its brackets.
pub const EMAIL_BYTES_MAX: usize = 254;
/// E.164 has 15 digits; people write spaces, brackets and an extension.
pub const PHONE_CHARS_MAX: usize = 32;
/// A street line or a city.
pub const ADDRESS_LINE_CHARS_MAX: usize = 120;
/// The longest postal code in use has 10 characters.
pub const POSTAL_CODE_CHARS_MAX: usize = 12;
/// Notes of the customer.
pub const NOTES_CHARS_MAX: usize = 2_000;
/// Seats of one booking.
pub const SEATS_MAX: u32 = 100;
/// `GET slots` answers at most this many civil dates: two months.
pub const SLOT_DAYS_MAX: i64 = 62;
/// Longest service, in minutes: one day.
pub const SERVICE_MINUTES_MAX: u32 = 24 * 60;
/// Longest buffer on either side, in minutes.
pub const BUFFER_MINUTES_MAX: u32 = 12 * 60;
/// Longest busy interval in seconds: a service with both buffers. Bounds every overlap query from below.
pub const BUSY_SECONDS_MAX: i64 = 2 * 24 * 60 * 60;
/// Amounts stay far below 2^53 cents, the largest whole number that D1 stores exactly.
pub const AMOUNT_CENTS_MAX: i64 = 99_999_999_999;
/// Document lines.
pub const LINES_MAX: usize = 500;
/// Lines in the document editor: a page that a person still oversees.
pub const EDITOR_LINES_MAX: usize = 200;
/// Allowances and charges on one line, and on one document in the editor.
pub const EDITOR_ALLOWANCES_MAX: usize = 5;
/// The editor's form: [`EDITOR_LINES_MAX`] lines of a few hundred bytes each, and room for long descriptions.
pub const EDITOR_FORM_BYTES_MAX: usize = 512 * 1024;
/// Description of a line (BT-154) in the editor: what an item may say.
pub const LINE_DESCRIPTION_CHARS_MAX: usize = ITEM_TEXT_CHARS_MAX;
/// Text of a line that is only printed: name and longer text of a text item.
pub const LINE_TEXT_CHARS_MAX: usize = 2_200;
/// A reference that a buyer asked for (BT-10, BT-13).
pub const REFERENCE_CHARS_MAX: usize = 60;
/// Reason of an allowance or charge (BT-97, BT-104, BT-139, BT-144): a few words.
pub const ALLOWANCE_REASON_CHARS_MAX: usize = 100;
/// Reason of a credit note: a sentence.
pub const CREDIT_REASON_CHARS_MAX: usize = 200;
/// Remark with an acceptance or reason of a refusal of a quote: a short paragraph.
pub const QUOTE_REMARK_CHARS_MAX: usize = 500;
/// Days until a prepayment is due where the payment terms name none; never after the service.
pub const PREPAYMENT_DAYS: i32 = 14;
/// Prepayment invoices of one quote: an instalment a week of a year's job.
pub const PREPAYMENTS_MAX: usize = 52;
/// Days of `PayLater`: a year.
pub const PAY_LATER_DAYS_MAX: u32 = 365;
/// Days within which a cash discount may be taken off: it is for paying soon.
pub const CASH_DISCOUNT_DAYS_MAX: u32 = 60;
/// Rows of a dashboard page.
pub const PAGE_ROWS: u32 = 25;
/// Allowed origins of one tenant.
pub const ORIGINS_MAX: usize = 20;
/// An origin: scheme, host of 253 bytes and port.
pub const ORIGIN_BYTES_MAX: usize = 270;
/// Characters of a number's prefix; `edge/migrations/0004_create_document.sql` has the same bound.
pub const SERIES_PREFIX_CHARS_MAX: usize = 10;
/// Highest first number of a series: a structured communication has room for 999,999 in a year.
pub const SERIES_FIRST_MAX: u32 = 900_000;
/// Sign-in attempts of one address in [`SIGN_IN_WINDOW_SECONDS`].
pub const SIGN_IN_ATTEMPTS_MAX: i64 = 10;
/// Window in which sign-in attempts are counted.
pub const SIGN_IN_WINDOW_SECONDS: i64 = 60;
/// A dashboard session ends after this time without a request (8 hours).
pub const SESSION_IDLE_SECONDS: i64 = 8 * 60 * 60;
/// A dashboard session ends after this time in any case (24 hours).
pub const SESSION_SECONDS: i64 = 24 * 60 * 60;
/// A quote's link outlives its validity by this many days.
pub const QUOTE_LINK_DAYS: i32 = 30;
/// An invoice's link outlives its due date by this many days.
pub const INVOICE_LINK_DAYS: i32 = 365;
/// A booking's manage link outlives the booking by this many days.
pub const MANAGE_LINK_DAYS: i32 = 365;
/// Note of a payment: a bank's reference or a few words.
pub const PAYMENT_NOTE_CHARS_MAX: usize = 140;
/// A payment may be dated before its invoice, such as a deposit; more than a year before is a slip of the pen.
pub const PAYMENT_DAYS_BEFORE_INVOICE_MAX: i32 = 366;
/// Rows of one CSV export: a Worker holds them in memory.
pub const EXPORT_ROWS_MAX: u32 = 5_000;
/// Documents of one ZIP export: each PDF is read from the file store or drawn, within one request.
pub const EXPORT_DOCUMENTS_MAX: u32 = 100;
/// An uploaded file: 2 MB, as receivers of e-invoices accept.
pub const FILE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// A form with files: several at once, and room to tell which of them is too large instead of cutting the form off.
pub const UPLOAD_BYTES_MAX: usize = 24 * 1024 * 1024;
/// Parts of a form with files.
pub const UPLOAD_PARTS_MAX: usize = 100;
/// Texts of a form with files, all together.
pub const UPLOAD_TEXT_BYTES_MAX: usize = 256 * 1024;
/// Code of an item or a VAT code: something to type and remember.
pub const CODE_CHARS_MAX: usize = 20;
/// Label of a VAT code in a list to choose from.
pub const VAT_LABEL_CHARS_MAX: usize = 80;
/// Sentence of a VAT code (BT-120): the longest that Belgian law prescribes has about 800 characters.
pub const VAT_SENTENCE_CHARS_MAX: usize = 1_000;
/// Rows of a tenant's own VAT codes: every document reads all of them.
pub const VAT_CODES_MAX: u32 = 100;
/// Longer text of an item (BT-154).
pub const ITEM_TEXT_CHARS_MAX: usize = 2_000;
/// Items that a list to choose from holds.
pub const ITEM_CHOICES_MAX: u32 = 500;
/// Possible duplicates shown beside a contact: more are found by the list.
pub const CONTACT_DUPLICATES_MAX: u32 = 10;
/// Name of an uploaded file.
pub const FILE_NAME_CHARS_MAX: usize = 100;
/// Pages of the sales conditions: they travel with every invoice.
pub const CONDITIONS_PAGES_MAX: usize = 20;
/// What the streams of an uploaded PDF may unpack to: a hundred dense pages need less.
pub const PDF_UNPACKED_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Attachments of one document.
pub const ATTACHMENTS_MAX: usize = 20;
/// Attachments of one document together: about what receivers of e-invoices accept.
pub const ATTACHMENTS_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// A header or a footer as typed: it fits the first page beside the document's title, or the foot of every page.
pub const RICH_TEXT_CHARS_MAX: usize = 1_000;
/// Lines of a header or a footer as typed.
pub const RICH_TEXT_LINES_MAX: usize = 16;
/// An uploaded logo; what is kept is drawn anew and smaller.
pub const LOGO_BYTES_MAX: usize = 512 * 1024;
/// Width and height of an uploaded logo, in pixels.
pub const LOGO_SIDE_MAX: u32 = 4_000;
/// Pixels of an uploaded logo: a Worker holds all of them in memory.
pub const LOGO_PIXELS_MAX: u64 = 4_000_000;
/// Width that is kept: 60 mm on paper at 300 dots per inch.
pub const LOGO_WIDTH: u32 = 708;
/// Height that is kept: 20 mm on paper at 300 dots per inch.
pub const LOGO_HEIGHT: u32 = 236;
/// Address of a link in a header or a footer.
pub const LINK_BYTES_MAX: usize = 500;
/// Address of an outgoing request: longer than any that a receiver gives out.
pub const TARGET_BYTES_MAX: usize = 2_000;
/// Webhooks of one tenant.
pub const WEBHOOKS_MAX: u32 = 10;
/// What is kept of a receiver's answer, for the admin to see.
pub const WEBHOOK_ANSWER_CHARS_MAX: usize = 1_000;
/// What is read of a receiver's answer.
pub const WEBHOOK_ANSWER_BYTES_MAX: usize = 64 * 1024;
/// How long a receiver may take: its answer only says that it has the message.
pub const WEBHOOK_SECONDS_MAX: u64 = 10;
/// How long the secret before the present one still signs, in hours.
pub const WEBHOOK_ROTATION_HOURS: i64 = 24;
/// How long a new secret can be read, in minutes.
pub const WEBHOOK_SECRET_MINUTES: i64 = 15;
/// A webhook that only fails for this many days is switched off.
pub const WEBHOOK_FAILING_DAYS: i64 = 5;
/// How long deliveries are kept, in days.
pub const WEBHOOK_LOG_DAYS: i64 = 90;
/// Subject of an e-mail template: mail programs show about half of it.
pub const TEMPLATE_SUBJECT_CHARS_MAX: usize = 150;
/// Body of an e-mail template: more than a page is not read.
pub const TEMPLATE_BODY_CHARS_MAX: usize = 5_000;
/// Subject of an e-mail with its values: what is longer is cut.
pub const MAIL_SUBJECT_CHARS_MAX: usize = 250;
/// Longest time from a reminder to its booking, in minutes: two weeks.
pub const REMINDER_MINUTES_MAX: u32 = 14 * 24 * 60;
/// Longest time from the due date to an overdue notice, in days.
pub const OVERDUE_DAYS_MAX: u32 = 180;
/// Test e-mails of one tenant within an hour: enough to try every template, too few to bother anybody.
pub const TEST_MAILS_PER_HOUR: u32 = 40;
