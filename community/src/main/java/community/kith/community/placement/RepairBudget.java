package community.kith.community.placement;

/// How much repair may move, read and written together.
///
/// @param bytesInFlight what is under way at a time, when more is begun
/// @param bytesPerHour what is begun in an hour, on average; what can bear no more loss does not wait for it
/// @param bytesPerHourToSpread the part of that which may go into bringing to newcomers what lies too close together
public record RepairBudget(long bytesInFlight, long bytesPerHour, long bytesPerHourToSpread) {
    public static final RepairBudget DEFAULT = new RepairBudget(256L << 20, 2L << 30, 512L << 20);

    public RepairBudget {
        if (bytesInFlight < 1 || bytesPerHour < 1 || bytesPerHourToSpread < 0 || bytesPerHourToSpread > bytesPerHour) {
            throw new IllegalArgumentException("a repair budget needs some bytes to move");
        }
    }
}
