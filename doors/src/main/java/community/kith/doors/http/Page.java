package community.kith.doors.http;

import community.kith.base.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;

/// Hands out the web page: its own files from the class path, and the libraries that Maven brought.
///
/// - `/` is the page, with the import map written into it
/// - `/page/NAME` are its modules and styles, asked for anew each time and cheap when unchanged
/// - `/lib/NAME/VERSION/…` are libraries, which never change and are kept for a year
final class Page {
    private static final String OWN = "community/kith/doors/web/";
    private static final String LIBRARIES = "META-INF/resources/_static/";
    private static final String IMPORT_MAP = "<!-- import map -->";
    private static final Pattern TAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    void serve(Exchange exchange) throws IOException {
        String method = exchange.request().getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new ProblemException(Problem.notThatWay(method, List.of("GET", "HEAD")));
        }
        String path = String.valueOf(exchange.request().getHttpURI().getDecodedPath());
        if (path.equals("/")) {
            index(exchange);
        } else if (path.startsWith("/page/")) {
            fresh(exchange, path, read(OWN, path.substring("/page/".length()), path));
        } else if (path.startsWith("/lib/") && path.endsWith(".js")) {
            exchange.header(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
            send(exchange, path, read(LIBRARIES, path.substring("/lib/".length()), path));
        } else {
            throw new ProblemException(Problem.noSuchPath(path));
        }
    }

    private static void index(Exchange exchange) throws IOException {
        String map = ImportMap.json();
        String html = new String(read(OWN, "index.html", "/"), StandardCharsets.UTF_8)
                .replace(IMPORT_MAP, "<script type=\"importmap\">" + map + "</script>");
        String hash = Base64.getEncoder().encodeToString(Sha256.of(map.getBytes(StandardCharsets.UTF_8)));
        exchange.header(
                Headers.CSP,
                "default-src 'self'; script-src 'self' 'sha256-" + hash + "'; img-src 'self' data:; object-src 'none'; "
                        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        fresh(exchange, "index.html", html.getBytes(StandardCharsets.UTF_8));
    }

    private static void fresh(Exchange exchange, String name, byte[] bytes) throws IOException {
        String tag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(bytes)) + '"';
        exchange.header(HttpHeader.CACHE_CONTROL, "no-cache");
        exchange.header(HttpHeader.ETAG, tag);
        if (exchange.header("If-None-Match").filter(tag::equals).isPresent()) {
            exchange.reply(304);
            return;
        }
        send(exchange, name, bytes);
    }

    private static void send(Exchange exchange, String name, byte[] bytes) throws IOException {
        exchange.length(bytes.length);
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        try (OutputStream out = exchange.stream(200, type)) {
            out.write(bytes);
        }
    }

    private static byte[] read(String folder, String name, String path) throws IOException {
        if (!TAME.matcher(name).matches()) {
            throw new ProblemException(Problem.noSuchPath(path));
        }
        Optional<InputStream> found =
                Optional.ofNullable(Page.class.getClassLoader().getResourceAsStream(folder + name));
        try (InputStream in = found.orElseThrow(() -> new ProblemException(Problem.noSuchPath(path)))) {
            return in.readAllBytes();
        }
    }
}
