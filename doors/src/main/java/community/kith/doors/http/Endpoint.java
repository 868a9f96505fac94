package community.kith.doors.http;

import java.io.IOException;

/// What a route does.
@FunctionalInterface
interface Endpoint {
    void serve(Exchange exchange) throws IOException;
}
