package community.kith.app.client;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.api.DeviceInfo;
import community.kith.node.api.DeviceTicket;
import community.kith.node.api.JoiningDevice;
import community.kith.node.api.OwnDevices;
import community.kith.node.api.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Devices of the owner of a node in another process.
final class RemoteDevices implements OwnDevices {
    private final Api api;

    RemoteDevices(Api api) {
        this.api = api;
    }

    @Override
    public List<DeviceInfo> all() throws IOException {
        return list(api.get("/devices").path("devices"), DeviceInfo.class);
    }

    @Override
    public DeviceInfo rename(PeerId device, String name) throws IOException {
        return info(api.post("/devices/" + device + "/name", Json.object().put("name", name)));
    }

    @Override
    public DeviceInfo revoke(PeerId device, OptionalLong last) throws IOException {
        ObjectNode body = Json.object();
        last.ifPresent(end -> body.put("last", Long.toString(end)));
        return info(api.post("/devices/" + device + "/revoke", body));
    }

    @Override
    public DeviceInfo settle(PeerId device, Cid branch) throws IOException {
        return info(api.post("/devices/" + device + "/settle", Json.object().put("branch", branch.toString())));
    }

    @Override
    public Trace trace(OptionalLong entry) throws IOException {
        String which = entry.isPresent() ? "?entry=" + entry.getAsLong() : "";
        return Json.read(api.get("/devices/trace" + which), Trace.class);
    }

    @Override
    public DeviceTicket invite(Duration validFor) throws IOException {
        return Json.read(
                api.post("/devices/invite", Json.object().put("validForSeconds", validFor.toSeconds())),
                DeviceTicket.class);
    }

    @Override
    public List<JoiningDevice> joining() {
        try {
            return list(api.get("/devices/joining").path("joining"), JoiningDevice.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DeviceInfo admit(PeerId device) throws IOException {
        return info(api.post("/devices/joining/" + device, Json.object()));
    }

    @Override
    public void turnAway(PeerId device) throws IOException {
        api.delete("/devices/joining/" + device);
    }

    private static DeviceInfo info(JsonNode json) throws IOException {
        return Json.read(json, DeviceInfo.class);
    }

    private static <T> List<T> list(JsonNode items, Class<T> type) throws IOException {
        List<T> all = new ArrayList<>();
        for (JsonNode item : items) {
            all.add(Json.read(item, type));
        }
        return List.copyOf(all);
    }
}
