package community.kith.doors.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// Lets callers in who know the node's token: as a bearer token, or as the session cookie that a browser got for it.
///
/// The cookie is a keyed hash of the token, so there are no sessions to keep, and a new token ends them all. A browser
/// sends cookies along with what other pages make it ask; hence the rules about hosts and the header [#CSRF].
final class Gate {
    /// What a cookie-authenticated call that changes something must carry: no other origin can send it unasked.
    static final String CSRF = "X-Kith";

    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final String BEARER = "bearer ";

    private final String token;
    private final String session;
    private final InetSocketAddress bind;

    Gate(String token, InetSocketAddress bind) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("token: a door without one would be open to everybody");
        }
        this.token = token;
        this.session = sessionOf(token);
        this.bind = bind;
    }

    /// Refuses hosts by which no owner calls this node: a name that somebody else's DNS points here must not make us
    /// part
    /// of their site.
    void checkHost(Request request) throws ProblemException {
        String host = Request.getServerName(request);
        if (host == null || !(isLoopback(host) || isOurs(host))) {
            throw new ProblemException(Problem.refused("this node is not called " + host));
        }
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    private boolean isOurs(String host) {
        InetAddress address = bind.getAddress();
        boolean anyAddress = address != null && address.isAnyLocalAddress();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.equalsIgnoreCase(bind.getHostString())
                || (anyAddress && (host.startsWith("[") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}")));
    }

    void admit(Request request) throws ProblemException {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null) {
            if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                    || !knows(authorization.substring(BEARER.length()).strip())) {
                throw tokenNeeded("the token is not this node's; it is in HOME/api-token");
            }
        } else if (!hasSession(request)) {
            throw tokenNeeded("send the text of HOME/api-token as Authorization: Bearer …");
        } else if (!SAFE.contains(request.getMethod())
                && !"1".equals(request.getHeaders().get(CSRF))) {
            throw new ProblemException(Problem.refused("a page that changes something sends " + CSRF + ": 1"));
        }
    }

    private static ProblemException tokenNeeded(String detail) {
        return new ProblemException(Problem.tokenNeeded(detail), HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"kith\"");
    }

    private boolean knows(String candidate) {
        return same(candidate, token);
    }

    /// The cookie that stands for the token in a browser, given to who shows the token.
    HttpCookie remember(Request request, String candidate) throws ProblemException {
        if (!knows(candidate)) {
            throw tokenNeeded("the token is not this node's; it is in HOME/api-token");
        }
        return cookie(request, session, REMEMBERED);
    }

    private boolean hasSession(Request request) {
        String name = cookieName(request);
        return Request.getCookies(request).stream()
                .anyMatch(cookie -> cookie.getName().equals(name) && same(cookie.getValue(), session));
    }

    /// The cookie that ends a session.
    HttpCookie forget(Request request) {
        return cookie(request, "", Duration.ZERO);
    }

    private static HttpCookie cookie(Request request, String value, Duration kept) {
        return HttpCookie.build(cookieName(request), value)
                .httpOnly(true)
                .sameSite(HttpCookie.SameSite.STRICT)
                .path("/")
                .maxAge(kept.toSeconds())
                .build();
    }

    /// Browsers tell cookies apart by host, not by port; several nodes may live on one computer.
    private static String cookieName(Request request) {
        return "kith-" + Request.getLocalPort(request);
    }

    /// Compares in a time that says nothing about where, or at what length, the two differ.
    private static boolean same(String candidate, String secret) {
        return MessageDigest.isEqual(mac("compare", candidate), mac("compare", secret));
    }

    private static String sessionOf(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(token, "kith:http-session"));
    }

    private static byte[] mac(String key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }
}
