/// Ways to try a promise on many inputs: start with Property; Fuzz is for what parses bytes from outside. And foreign
/// servers to try one on: PostgresServer and SwiftServer.
package community.kith.base.check;
