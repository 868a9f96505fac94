package community.kith.node.home;

import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a running node is found: what `node.json` says.
///
/// @param url of its HTTP API
/// @param pid of its process
public record RunningNode(URI url, long pid, PeerId peerId) {
    private static final Pattern FORM = Pattern.compile(
            "\\{\"url\":\"(https?://[\\x21-\\x7e&&[^\"\\\\]]{1,200})\",\"pid\":([0-9]{1,10}),\"peerId\":\"([0-9A-Za-z]{1,120})\"}");

    static RunningNode parse(String text) throws ProtocolException {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new ProtocolException("not the URL, process and peer id of a node");
        }
        return new RunningNode(URI.create(form.group(1)), Long.parseLong(form.group(2)), PeerId.parse(form.group(3)));
    }

    /// Whether its process still runs.
    public boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /// The JSON in `node.json`.
    @Override
    public String toString() {
        return "{\"url\":\"" + url + "\",\"pid\":" + pid + ",\"peerId\":\"" + peerId + "\"}";
    }
}
