package community.kith.doors.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;

/// The headers every answer carries, whatever it is.
final class Headers {
    static final String CSP = "Content-Security-Policy";
    /// For answers that are data: a browser shall never render them as a page.
    static final String CSP_DATA = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private Headers() {}

    static void guard(Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(CSP, CSP_DATA);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
    }
}
