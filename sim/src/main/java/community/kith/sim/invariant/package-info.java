/// What must be so at the end of any simulation, judged from the disks rather than from what nodes say of themselves.
package community.kith.sim.invariant;
