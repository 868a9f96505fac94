/// Tests against foreign programs. Nothing here ships; all there is to read is among the tests.
package community.kith.interop;
