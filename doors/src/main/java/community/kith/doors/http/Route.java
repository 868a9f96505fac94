package community.kith.doors.http;

/// One thing to call.
///
/// @param template such as `/api/v1/files/{cid}`; a part in braces matches any one segment
/// @param open whether it needs no token
record Route(String method, String template, Endpoint endpoint, boolean open) {
    static Route get(String template, Endpoint endpoint) {
        return new Route("GET", template, endpoint, false);
    }

    static Route post(String template, Endpoint endpoint) {
        return new Route("POST", template, endpoint, false);
    }

    static Route put(String template, Endpoint endpoint) {
        return new Route("PUT", template, endpoint, false);
    }

    static Route delete(String template, Endpoint endpoint) {
        return new Route("DELETE", template, endpoint, false);
    }

    Route withoutToken() {
        return new Route(method, template, endpoint, true);
    }
}
