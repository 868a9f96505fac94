package community.kith.sim.scenario;

/// What people do with files.
///
/// @param files how many are put during the first days
/// @param keptPart the part of them that a friend takes into their care
/// @param readsPerDay how many times a day somebody reads a friend's file
public record Load(int files, double keptPart, int readsPerDay) {
    /// Five files for each person.
    static Load of(int residents) {
        return new Load(5 * residents, 0.1, Math.max(1, residents / 10));
    }
}
