package community.kith.doors.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Tells a browser where the libraries are that modules import by name. Each library's jar says so itself, version and
/// all, so that an update in the pom is an update of the page.
final class ImportMap {
    private static final String IN_EACH_JAR = "META-INF/importmap.json";

    private ImportMap() {}

    static String json() throws IOException {
        SortedMap<String, String> imports = new TreeMap<>();
        for (URL url : Collections.list(ImportMap.class.getClassLoader().getResources(IN_EACH_JAR))) {
            try (InputStream in = url.openStream()) {
                JsonNode names = Json.read(in.readAllBytes()).path("imports");
                names.forEachEntry(
                        (name, at) -> imports.put(name, at.stringValue().replace("/_static/", "/lib/")));
            }
        }
        return Json.text(Map.of("imports", imports));
    }
}
