package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.Sha256;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PageTest {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*['\"]([^'\"]+)['\"]");

    @RegisterExtension
    final OpenDoor door = new OpenDoor();

    @Test
    void isThereWithoutATokenAndRunsNoScriptButItsOwn() {
        HttpResponse<String> page = open("/");

        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(policy)
                .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe")
                .contains("'sha256-" + hash(importMap(page.body())) + "'");
        assertThat(page.body().replaceAll(IMPORT_MAP.pattern(), "")).doesNotContain("<script>", "style=", "onclick");
    }

    @Test
    void bringsEveryLibraryItsModulesImport() {
        JsonNode imports = OpenDoor.json(importMap(open("/").body())).get("imports");

        HttpResponse<String> lit = open(imports.get("lit").stringValue());

        assertThat(lit.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(lit.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        Matcher wanted = IMPORT.matcher(lit.body());
        assertThat(wanted.results().map(found -> statusOf(imports, found.group(1))))
                .isNotEmpty()
                .containsOnly(200);
    }

    private int statusOf(JsonNode imports, String name) {
        JsonNode exact = imports.get(name);
        String folder = name.substring(0, name.indexOf('/') + 1);
        String at = exact != null
                ? exact.stringValue()
                : imports.get(folder).stringValue() + name.substring(folder.length());
        return open(at).statusCode();
    }

    @Test
    void sendsUnchangedFilesOnlyOnce() {
        String tag = open("/page/app.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = door.send(door.anonymous("/page/app.js").header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void answersHeadWithoutABody() {
        HttpResponse<String> head = door.send(door.anonymous("/").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/none.js",
                "/page/../http/openapi.json",
                "/page/%2e%2e/http/openapi.json",
                "/page/..%2fhttp/openapi.json",
                "/lib/../../maven/org.mvnpm/lit/pom.js",
                "/lib/.secret.js",
                "/page//app.js",
                "/page/",
                "/index.html"
            })
    void handsOutNothingElse(String path) {
        assertThat(open(path).statusCode()).isIn(400, 404);
    }

    private HttpResponse<String> open(String path) {
        return door.send(door.anonymous(path));
    }

    private static String importMap(String html) {
        Matcher map = IMPORT_MAP.matcher(html);
        assertThat(map.find()).isTrue();
        return map.group(1);
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
