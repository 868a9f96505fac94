package community.kith.node.log;

/// How much of logs is kept at most, so that nobody fills this disk with them: an entry takes 1 KiB or less, and as
/// much
/// again for what is looked up by. When a log is full it is followed no further.
///
/// @param ofLog entries of one device's log
/// @param ofPerson entries of all logs of one passport
public record Room(long ofLog, long ofPerson) {
    /// As many as a device writes in twenty years that says ten things a day.
    public static final Room DEFAULT = new Room(1L << 16, 1L << 17);

    public Room {
        if (ofLog < 1 || ofPerson < ofLog) {
            throw new IllegalArgumentException("room for " + ofLog + " entries of a log, " + ofPerson + " of a person");
        }
    }
}
