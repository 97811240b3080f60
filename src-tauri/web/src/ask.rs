//! A request before it is sent.

use reqwest::{Client, Method, Request, header};

/// A request ready to be sent. Its `Debug` shows neither address nor key nor body: an address may hold
/// a key and a text.
pub struct Ask<'a> {
    method: Method,
    url: &'a str,
    user: Option<(&'a str, &'a str)>,
    keys: Vec<(&'a str, &'a str)>,
    headers: Vec<(&'a str, &'a str)>,
    body: Option<(&'static str, Vec<u8>)>,
}

impl<'a> Ask<'a> {
    /// A request to a whole address.
    #[must_use]
    pub fn new(method: Method, url: &'a str) -> Self {
        Self { method, url, user: None, keys: Vec::new(), headers: Vec::new(), body: None }
    }

    /// With a user and a password.
    #[must_use]
    pub fn user(self, user: &'a str, password: &'a str) -> Self {
        Self { user: Some((user, password)), ..self }
    }

    /// With a header that the HTTP library must show to nobody.
    #[must_use]
    pub fn key(mut self, name: &'a str, value: &'a str) -> Self {
        self.keys.push((name, value));
        self
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &'a str, value: &'a str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With a body of a media type.
    #[must_use]
    pub fn body(self, kind: &'static str, body: Vec<u8>) -> Self {
        Self { body: Some((kind, body)), ..self }
    }

    pub(crate) fn build(self, client: &Client) -> Result<Request, reqwest::Error> {
        let mut request = client.request(self.method, self.url);
        if let Some((user, password)) = self.user {
            request = request.basic_auth(user, Some(password));
        }
        for (name, value) in self.keys {
            request = match header::HeaderValue::from_str(value) {
                Ok(mut value) => {
                    value.set_sensitive(true);
                    request.header(name, value)
                }
                // No header can hold it: `build` says so, and nothing leaves without its key.
                Err(_) => request.header(name, value),
            };
        }
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        if let Some((kind, body)) = self.body {
            request = request.header(header::CONTENT_TYPE, kind).body(body);
        }
        request.build()
    }
}

impl std::fmt::Debug for Ask<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ask({})", self.method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_no_header_can_hold_leaves_nothing() {
        crate::install_crypto();
        let client = Client::new();
        let ask = |key| Ask::new(Method::GET, "http://127.0.0.1/").key("x-api-key", key);
        assert!(ask("sk\n1").build(&client).is_err());
        let built = ask("sk-1").build(&client).unwrap();
        assert!(built.headers().get("x-api-key").unwrap().is_sensitive());
    }

    #[test]
    fn nothing_of_a_request_is_shown_but_its_method() {
        let ask = Ask::new(Method::POST, "http://127.0.0.1/?key=k1")
            .user("u1", "p1")
            .key("x-api-key", "k2")
            .body("text/plain", b"b1".to_vec());
        assert_eq!(format!("{ask:?}"), "Ask(POST)");
    }
}
