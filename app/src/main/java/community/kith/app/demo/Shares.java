package community.kith.app.demo;

import community.kith.app.client.Json;
import community.kith.node.api.FileHealth;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// How many shards each holder has, by peer id.
record Shares(Map<String, Integer> byPeer) {
    static Shares of(FileHealth health) {
        var shards = new LinkedHashMap<String, Integer>();
        health.holders().forEach(holder -> shards.put(holder.peerId(), holder.shards()));
        return new Shares(shards);
    }

    int of(Actor actor) {
        return byPeer.getOrDefault(actor.peerId(), 0);
    }

    /// The same by name, for programs.
    ObjectNode json(Iterable<Actor> actors) {
        ObjectNode json = Json.object();
        actors.forEach(actor -> json.put(actor.name(), of(actor)));
        return json;
    }
}
