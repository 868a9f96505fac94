package community.kith.app.client;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.GrantInfo;
import community.kith.node.api.Grants;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Grants of a node in another process.
final class RemoteGrants implements Grants {
    private final Api api;

    RemoteGrants(Api api) {
        this.api = api;
    }

    @Override
    public GrantInfo give(Cid manifest, Did to, Instant until) throws IOException {
        return post(
                "/grants",
                Json.object()
                        .put("manifest", manifest.toString())
                        .put("to", to.toString())
                        .put("until", until.toString()));
    }

    @Override
    public List<GrantInfo> all() throws IOException {
        List<GrantInfo> all = new ArrayList<>();
        for (JsonNode item : api.get("/grants").path("grants")) {
            all.add(Json.read(item, GrantInfo.class));
        }
        return List.copyOf(all);
    }

    @Override
    public GrantInfo take(String text) throws IOException {
        return post("/grants/take", Json.object().put("text", text));
    }

    @Override
    public GrantInfo revoke(Cid id, String reason) throws IOException {
        return post("/grants/" + id + "/revoke", Json.object().put("reason", reason));
    }

    private GrantInfo post(String path, ObjectNode body) throws IOException {
        return Json.read(api.post(path, body), GrantInfo.class);
    }
}
