package community.kith.app.client;

import community.kith.base.name.Did;
import community.kith.node.api.DenialUse;
import community.kith.node.api.DenylistInfo;
import community.kith.node.api.Denylists;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Denylists of a node in another process.
final class RemoteDenylists implements Denylists {
    private static final int MAX_BYTES = 2 << 20;

    private final Api api;

    RemoteDenylists(Api api) {
        this.api = api;
    }

    @Override
    public List<DenylistInfo> all() throws IOException {
        List<DenylistInfo> all = new ArrayList<>();
        for (JsonNode item : api.get("/denylists").path("denylists")) {
            all.add(Json.read(item, DenylistInfo.class));
        }
        return List.copyOf(all);
    }

    @Override
    public DenylistInfo create(String name) throws IOException {
        return post("/denylists", named(name));
    }

    @Override
    public DenylistInfo add(String name, String linkOrCid, String reason) throws IOException {
        return post("/denylists/entries", named(name).put("what", linkOrCid).put("reason", reason));
    }

    @Override
    public DenylistInfo remove(String name, String linkOrCid) throws IOException {
        return post("/denylists/entries/remove", named(name).put("what", linkOrCid));
    }

    @Override
    public DenylistInfo show(Did publisher, String name) throws IOException {
        return Json.read(api.get(at(publisher, name)), DenylistInfo.class);
    }

    @Override
    public DenylistInfo subscribe(Did publisher, String name) throws IOException {
        return post("/denylists/subscriptions", named(name).put("publisher", publisher.toString()));
    }

    @Override
    public DenylistInfo subscribe(byte[] signed) throws IOException {
        return Json.read(api.post("/denylists/import", BodyPublishers.ofByteArray(signed)), DenylistInfo.class);
    }

    @Override
    public void unsubscribe(Did publisher, String name) throws IOException {
        api.delete(at(publisher, name));
    }

    @Override
    public byte[] export(Did publisher, String name) throws IOException {
        try (InputStream in = api.follow(at(publisher, name) + "/signed", "application/octet-stream")) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    @Override
    public List<DenialUse> log(Optional<Did> of) throws IOException {
        List<DenialUse> uses = new ArrayList<>();
        for (JsonNode item : api.get("/denials"
                        + of.map(did -> "?of=" + word(did.toString())).orElse(""))
                .path("uses")) {
            uses.add(Json.read(item, DenialUse.class));
        }
        return List.copyOf(uses);
    }

    private DenylistInfo post(String path, ObjectNode body) throws IOException {
        return Json.read(api.post(path, body), DenylistInfo.class);
    }

    private static ObjectNode named(String name) {
        return Json.object().put("name", name);
    }

    private static String at(Did publisher, String name) {
        return "/denylists/" + publisher + "/" + word(name);
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
