package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Opened;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Files in the fields that `--json` has for them; `docs/guide/cli.md` lists these.
final class FileWords {
    private FileWords() {}

    static ObjectNode json(FileInfo file) {
        return Json.object()
                .put("link", file.link())
                .put("cid", file.manifest().toString())
                .put("name", file.name())
                .put("kind", label(file.kind()))
                .put("bytes", file.sizeBytes())
                .put("entries", file.entries())
                .put("created", file.created().toString())
                .put("reach", file.reach())
                .put("state", file.tier().label())
                .put("receipts", file.receipts())
                .put("n", file.n())
                .put("k", file.k())
                .put("lossesSurvived", file.lossesSurvived())
                .put("mine", file.mine())
                .put("newBytes", file.newBytes())
                .put("released", file.released())
                .put("removed", file.removed().map(Instant::toString).orElse(null));
    }

    static ObjectNode json(Opened opened) {
        ObjectNode json = Json.object()
                .put("cid", opened.manifest().toString())
                .put("name", opened.name())
                .put("kind", label(opened.kind()))
                .put("bytes", opened.sizeBytes())
                .put("created", opened.created().toString())
                .put("owner", opened.owner())
                .put("reach", opened.reach());
        ArrayNode entries = json.putArray("entries");
        for (Opened.Entry entry : opened.entries()) {
            entries.addObject()
                    .put("path", entry.path())
                    .put("kind", entry.kind())
                    .put("bytes", entry.sizeBytes());
        }
        return json;
    }

    static ObjectNode json(FileHealth health) {
        ObjectNode json = Json.object()
                .put("cid", health.manifest().toString())
                .put("state", health.tier().label())
                .put("n", health.n())
                .put("k", health.k())
                .put("segments", health.segments())
                .put("supporters", health.supporters())
                .put("lossesSurvived", health.lossesSurvived())
                .put("missingHolders", health.missingHolders())
                .put("shards", health.shards())
                .put("missingShards", health.missingShards())
                .put("sentence", health.sentence())
                .put("reasoning", health.reasoning());
        json.set("holders", Json.of(health.holders()));
        return json;
    }

    static String label(FileInfo.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
