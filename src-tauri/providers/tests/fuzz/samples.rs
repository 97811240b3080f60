//! Good replies, as the suppliers' documents show them or nearly so: what mutations start from.

pub(crate) const PALCARDS_ORDER: &[&str] = &[
    r#"{"id":9001,"status":"in-progress","type":"chargingCard","orderCurrency":"USD","clientOrderRef":"ref-0001","appliedDealerPrices":{"price":9.5,"discount":0.5,"discountPercent":5,"revenue":0.5,"revenuePercent":5},"soldItem":null,"createdAt":"2026-06-07T12:00:00.000Z","updatedAt":"2026-06-07T12:00:00.000Z"}"#,
    r#"{"id":9001,"status":"success","type":"chargingCard","orderCurrency":"USD","clientOrderRef":"ref-0001","appliedDealerPrices":{"price":"9.50"},"soldItem":{"id":7001,"voucher":{"code":"7KQX-9M2R-TT4B","pin":"1234"}}}"#,
    r#"{"id":"9002","status":"failed","type":"topUp","orderCurrency":"ILS","soldItem":null,"customer":{"phone":"+970599000000"}}"#,
];
pub(crate) const PALCARDS_LIST: &[&str] = &[
    r#"{"pageNumber":1,"pageSize":2,"total":2,"data":[{"id":9001,"status":"success","type":"chargingCard","clientOrderRef":"ref-0001","createdAt":"2026-06-07T12:00:00.000Z"},{"id":"9002","status":"pending","type":"manual","clientOrderRef":null}]}"#,
];
pub(crate) const PALCARDS_PREFLIGHT: &[&str] = &[
    r#"{"success":true,"message":"OK","nickname":"PlayerOne"}"#,
    r#"{"success":false,"message":["No such player","Try again"]}"#,
];
pub(crate) const PALCARDS_PROFILE: &[&str] = &[
    r#"{"id":1,"name":"x","role":"dealer","status":"active","wallets":[{"balance":{"currency":"USD","value":250.75},"default":true,"active":true,"updatedAt":"2026-06-07T12:00:00Z"},{"balance":{"currency":"ILS","value":"-3.5"},"active":false}],"outstandingBalance":{"currency":"USD","value":0}}"#,
];

pub(crate) const PLEXY_ORDER: &[&str] = &[
    r#"{"id":"5c1f4f9d-8b5a-4e8b-8c0e-1d1c2f3a4b5c","product_id":456,"external_ref":"ref-0001","idempotency_key":"ref-0001","status":"pending","order_content":{"vendor_order_id":"LC-123456"},"currency_code":"USD","charged_amount":"12.50","balance_after":"87.50","balance_before":"100.00","is_test":false,"region_code":"GLOBAL","created_at":"2024-11-01T10:00:00Z","completed_at":null,"failed_at":null}"#,
    r#"{"id":"5c1f","product_id":501,"external_ref":"ref-0001","status":"completed","order_content":{"voucher_code":"AB-1","pin_code":"12","item":{"url":"https://x"}},"currency_code":"USD","charged_amount":9.85,"is_test":false,"completed_at":"2024-11-01T10:00:05Z","failed_at":null}"#,
    r#"{"id":"5c1f","status":"failed","idempotency_key":"ref-0001","order_content":null,"is_test":null,"failed_at":"2024-11-01T10:00:05Z"}"#,
];
pub(crate) const PLEXY_LIST: &[&str] = &[
    r#"{"items":[{"id":"a","product_id":456,"external_ref":"INV-1","idempotency_key":"k1","status":"completed","order_content":{"voucher_code":"x"},"charged_amount":"1.00","created_at":"2024-11-01T10:00:00Z"},{"id":"b","external_ref":null,"idempotency_key":"ref-0001","status":"pending","created_at":"2024-11-01T09:00:00+02:00"}],"page":1,"pageSize":20,"total":2}"#,
];
pub(crate) const PALCARDS_CATALOG: &[&str] = &[
    r#"{"total":2,"data":[{"id":5001,"title":{"en":"PUBG 660 UC"},"type":"chargingCard","price":9.50,"needs":[]},{"id":"5002","title":{"en":"By ID"},"type":"topUp","price":"9.35","needs":[{"key":"accountId","label":"Player ID"}]}]}"#,
];
pub(crate) const PLEXY_BALANCE: &[&str] = &[
    r#"{"items":[{"currency_code":"USD","available":"87.50","updated_at":"2024-11-01T10:00:00Z"},{"currency_code":"EUR","available":0}]}"#,
];
pub(crate) const PLEXY_DEPOSITS: &[&str] = &[
    r#"{"items":[{"id":1,"currency_code":"USD","amount":"100.00","method":"bank_wire","status":"posted","external_ref":null,"created_at":"2024-11-01T09:00:00Z","posted_at":"2024-11-01T10:00:00Z"}],"page":1,"pageSize":20,"total":1}"#,
];
pub(crate) const PLEXY_KINDS: &[&str] = &[
    r#"[{"id":1,"code":"redeem_card","name":"Redeem Card"},{"id":"3","code":"direct_top_up"}]"#,
    r#"{"items":[{"id":2,"slug":"gift_cards","name":"Gift cards"}],"total":1}"#,
];
pub(crate) const PLEXY_PRODUCT: &[&str] = &[
    r#"{"id":456,"name":"Steam Wallet","slug":"steam-wallet","category_id":1,"product_type_id":3,"region_code":"GLOBAL","currency_code":"USD","logo":"https://x/l.png","price":10,"min_amount":5,"max_amount":200,"step":0.5,"description":"d","is_active":true}"#,
];
pub(crate) const PLEXY_PRODUCTS: &[&str] = &[
    r#"{"items":[{"id":456,"name":"Steam Wallet","category_id":1,"product_type_id":3,"currency_code":"USD","price":"10.00","min_amount":"5.00","max_amount":"200.00","step":"0.50","is_active":true},{"id":501,"product_type_id":1,"currency_code":"USD","price":9.7}],"page":1,"pageSize":20,"total":2}"#,
];

pub(crate) const CARDPLUSPAY_ORDER: &[&str] = &[
    r#"{"success":true,"message":"Order created","data":{"type":"bulk","brand":"GOOGLE-5USD-KOXx","codes":[{"code":"AAAA-1111","currency":"USD","item_code":"GOOGLE-5USD-KOXx","denomination":"5.00","charged_amount":"4.90","denomination_unit":"USD","metadata":[{"Pin":"0042"}]}],"state":"completed","status":"completed","amount":"14.70","order_id":4711,"order_no":"CPP-4711","created_at":"2026-01-05T10:00:00+02:00","total_denomination":15}}"#,
    r#"{"success":true,"message":"ok","data":{"order_id":"4711","status":"pending","state":"success","codes":[],"amount":4.9}}"#,
    r#"{"success":true,"data":{"order_id":4711,"status":"refunded","codes":[{"code":"AAAA-1111","status":"refunded"}]}}"#,
];
pub(crate) const CARDPLUSPAY_LIST: &[&str] = &[
    r#"{"success":true,"message":"ok","data":{"orders":[{"order_id":30003,"order_no":"x","status":"completed","state":"success","amount":4.9,"created_at":"2026-01-05T10:00:00+02:00"},{"order_id":"30002","amount":"4.90","item_code":"A"}],"pagination":{"total":2,"per_page":100,"current_page":1,"last_page":1},"state":"success"}}"#,
];
pub(crate) const CARDPLUSPAY_BALANCE: &[&str] = &[
    r#"{"success":true,"message":"ok","data":{"balance":"100.50","currency":"USD","state":"success"}}"#,
];
pub(crate) const CARDPLUSPAY_CHECK: &[&str] = &[
    r#"{"success":true,"message":"ok","data":{"price":4.90,"state":"in_stock","status":true,"message":"Available","requested":1}}"#,
    r#"{"success":false,"message":"Item not found","data":null}"#,
];
pub(crate) const CARDPLUSPAY_CATALOG: &[&str] = &[
    r#"{"success":true,"message":"ok","data":{"products":[{"item_code":"GOOGLE-5USD-KOXx","product_name":"Google Play 5 USD","brand":"Google Play","category":"Gift Cards","value":"5.00","price":4.90,"region":"US","currency":"USD","delivery_type":"DIGITAL","country_code":["US"]},{"item_code":"P","delivery_type":"PHYSICAL"}],"pagination":{"total":2,"per_page":100,"current_page":1,"last_page":1}}}"#,
];

pub(crate) const PAYERLY_ORDER: &[&str] = &[
    r#"{"type":"ORDER","object":{"orderId":"019ad2c0-0000-7000-8000-000000000001","txnId":"t-1","createdAt":"2026-01-05T10:00:00Z","expireAt":"2026-01-05T10:15:00Z","autoConfirm":true,"amount":{"value":"10.27","currency":"USD"},"convAmount":{"value":"38.00","currency":"ILS"},"status":{"value":"PENDING","changedAt":"2026-01-05T10:00:00Z"},"payUrl":"https://pay.example/1"}}"#,
    r#"{"type":"ORDER","object":{"orderId":"019ad2c0-0000-7000-8000-000000000001","amount":{"value":10.27,"currency":"USD"},"paidAmount":{"value":10.27,"currency":"USD"},"status":{"value":"CONFIRMED"},"payUrl":"https://pay.example/1","items":[{"type":"PAYMENT","object":{"paymentId":"pay-0","status":{"value":"DECLINED"},"amount":{"value":"10.27","currency":"USD"}}},{"type":"PAYMENT","object":{"paymentId":"pay-1","orderId":"019ad2c0-0000-7000-8000-000000000001","status":{"value":"CONFIRMED"},"amount":{"value":"10.27","currency":"USD"},"paymentMethod":"card","paymentData":{"type":"cardResponse","object":{"maskedPan":"411111******1111","expiryDate":"12/2030","cardHolder":"A. CUSTOMER"}},"paymentToken":{"type":"TOKEN","object":{"tokenId":"6f1c1a0e","expireAt":"2030-12-31T23:59:59Z"}}}}]}}"#,
    r#"{"type":"ORDER","object":{"orderId":"019ad2c0-0000-7000-8000-000000000001","amount":{"value":"10.27","currency":"USD"},"paidAmount":{"value":"10.27","currency":"USD"},"status":{"value":"CONFIRMED"}},"items":[{"paymentId":"pay-1","status":{"value":"CONFIRMED"},"amount":{"value":"10.27","currency":"USD"}},{"type":"REFUND","object":{"refundId":"019ad2c0-0000-7000-8000-000000000002","paymentId":"pay-1","amount":{"value":"10.27","currency":"USD"},"status":{"value":"COMPLETED"}}}]}"#,
    r#"{"type":"ORDER","object":{"orderId":"019ad2c0-0000-7000-8000-000000000001","amount":{"value":"10.27","currency":"USD"},"paidAmount":{"value":"5.00","currency":"USD"},"status":{"value":"CLOSED"},"payUrl":"https://pay.example/1"}}"#,
    r#"{"type":"ORDER","object":{"orderId":"019ad2c0-0000-7000-8000-000000000001","amount":{"value":"10.27","currency":"USD"},"paidAmount":{"value":"0","currency":"USD"},"status":{"value":"CLOSED"}}}"#,
    r#"{"type":"ORDER","object":{"paymentId":"string","txnId":"string","orderId":"019ad2c0-0000-7000-8000-000000000001","autoConfirm":true,"amount":{"value":"10.27","currency":"USD"},"paidAmount":{"value":"10.27","currency":"USD"},"paymentData":{"type":"cardResponse","object":{"maskedPan":"string"}},"status":{"value":"string"}},"error":{"code":65535,"description":"string","traceId":"string"}}"#,
];
pub(crate) const PAYERLY_REFUND: &[&str] = &[
    r#"{"type":"REFUND","object":{"refundId":"019ad2c0-0000-7000-8000-000000000002","paymentId":"pay-1","txnId":"t-2","orderId":"019ad2c0-0000-7000-8000-000000000001","createdAt":"2026-01-05T11:00:00Z","amount":{"value":"10.27","currency":"USD"},"additionalInfo":{"rrn":"000123456789"},"status":{"value":"PROCESSING"}}}"#,
    r#"{"type":"REFUND","object":{"refundId":"019ad2c0-0000-7000-8000-000000000002","status":{"value":"COMPLETED"}}}"#,
    r#"{"type":"REFUND","object":{"refundId":"019ad2c0-0000-7000-8000-000000000002","status":"FAILED"}}"#,
];
pub(crate) const PAYERLY_ERROR: &[&str] = &[
    r#"{"error":{"code":404,"description":"Order not found","traceId":"2f0f8d1c","details":[]}}"#,
    r#"{"error":{"code":65535,"description":"card 4111 1111 1111 1111 is not accepted","traceId":"t-1","details":[{"value":"invalid","description":"expireAt must be later","fields":[{"name":"expireAt","type":"body","value":"4111111111111111"}]}]}}"#,
];

pub(crate) const MPG_ORDER: &[&str] = &[
    r#"{"reauthorized_order_id":null,"id":"b658e6b8-26bd-4243-87d5-cb16997d213d","merchant":{"id":"01904432-1c03-7efb-9f5b-e1d804150d4b","name":"Practice Shop","merchant_id":"6003"},"currency":"SAR","amount":1000,"captured_amount":0,"refunded_amount":0,"voided_amount":0,"description":"Test Order","source":{"type":"card","scheme":"visa","first_digits":"41111111","last_digits":"1111","month":12,"year":2030,"holder":"A. CUSTOMER"},"transactions":[{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20a","status":"approved","type":"authorize","source_type":"moto","message":"Approved","response_code":"00","retrieval_reference":"241750000001","stan":"000001","auth_code":"831000","created_at":"2024-06-23T08:24:13Z"}]}"#,
    r#"{"reauthorized_order_id":null,"id":"b658e6b8-26bd-4243-87d5-cb16997d213d","currency":"SAR","amount":1000,"captured_amount":0,"refunded_amount":0,"voided_amount":0,"transactions":[{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20a","status":"failed","type":"purchase","source_type":"internet","reverse_reason":null,"message":"The city has invalid length. Length is 1-10.","response_code":"101","auth_code":null,"created_at":"2024-06-23T08:24:13Z"}]}"#,
    r#"{"id":"B658E6B8-26BD-4243-87D5-CB16997D213D","currency":"SAR","amount":"1000","captured_amount":"0","transactions":[{"id":"x","status":"failed","type":"authorize","message":"card 4111111111111111"},{"id":"y","status":"initiated","type":"authorize"}]}"#,
    r#"{"id":"b658e6b8-26bd-4243-87d5-cb16997d213d","currency":"SAR","amount":1000,"transactions":[]}"#,
];
/// Orders whose money has moved: each of our movements under its own id, or seen in the totals alone.
pub(crate) const MPG_MOVED: &[&str] = &[
    r#"{"id":"b658e6b8-26bd-4243-87d5-cb16997d213d","currency":"SAR","amount":1000,"captured_amount":400,"refunded_amount":400,"voided_amount":600,"source":{"type":"card","first_digits":"41111111","last_digits":"1111","month":12,"year":2030},"transactions":[{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20a","status":"approved","type":"authorize"},{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20b","status":"approved","type":"capture","response_code":"00"},{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20c","status":"failed","type":"void","response_code":"12"},{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20d","status":"timeout","type":"refund"}]}"#,
    r#"{"id":"b658e6b8-26bd-4243-87d5-cb16997d213d","currency":"SAR","amount":1000,"captured_amount":"400","refunded_amount":0,"voided_amount":1000,"transactions":[{"id":"a","status":"approved","type":"authorize"},{"id":"b","status":"approved","type":"capture"},{"id":"c","status":"approved","type":"void"},{"id":"01904432-1c63-71c4-b5c8-70b2e04ee20d","status":"approved","type":"refund"}]}"#,
];
pub(crate) const MPG_ERROR: &[&str] = &[
    r#"{"message":"Not found"}"#,
    r#"{"message":"Data validation failed","errors":{"source.number":["4111111111111111 is wrong"],"currency":["This field is missing."]}}"#,
    r#"{"message":"101 4111-1111-1111-1111 was declined","errors":{"currency":["This field is missing."]}}"#,
];
