/// What was proven against whom, gathered from the tests that proved it, as the table in `p2p/README.md`.
///
/// A test class names what it is about with [Part][community.kith.interop.matrix.Part], each test what it shows with
/// [Shows][community.kith.interop.matrix.Shows].
package community.kith.interop.matrix;
