package community.kith.store.file;

import java.io.IOException;

/// Takes the segments of a put, one at a time and in order, while the next is being prepared. What it throws ends the
/// put and reaches its caller.
@FunctionalInterface
public interface SegmentSink {
    void accept(CodedSegment segment) throws IOException;
}
