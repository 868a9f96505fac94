package community.kith.node.api;

import java.time.Instant;

/// What one more device needs to ask to be mine. Whoever has it may ask once; my word decides.
public record DeviceTicket(String ticket, Instant expires) {}
