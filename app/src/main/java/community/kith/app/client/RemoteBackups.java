package community.kith.app.client;

import community.kith.base.name.Cid;
import community.kith.node.api.Backup;
import community.kith.node.api.Backups;
import community.kith.node.api.Drill;
import community.kith.node.api.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Backups of a node in another process.
final class RemoteBackups implements Backups {
    private final Api api;

    RemoteBackups(Api api) {
        this.api = api;
    }

    @Override
    public List<Backup> all() throws IOException {
        List<Backup> all = new ArrayList<>();
        for (JsonNode item : api.get("/backups").path("backups")) {
            all.add(Json.read(item, Backup.class));
        }
        return List.copyOf(all);
    }

    @Override
    public Backup set(Path path, Duration every, String keep) throws IOException {
        ObjectNode body = at(path).put("everySeconds", every.toSeconds()).put("keep", keep);
        return Json.read(api.post("/backups", body), Backup.class);
    }

    @Override
    public Backup now(Path path, Progress progress) throws IOException {
        return Json.read(api.watch("/backups/now", at(path), progress), Backup.class);
    }

    @Override
    public void stop(Path path) throws IOException {
        api.post("/backups/stop", at(path));
    }

    @Override
    public Drill drill(Cid manifest, Progress progress) throws IOException {
        return Json.read(api.watch("/files/" + manifest + "/drill", Json.object(), progress), Drill.class);
    }

    private static ObjectNode at(Path path) {
        return Json.object().put("path", path.toString());
    }
}
