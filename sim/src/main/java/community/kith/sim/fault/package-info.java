/// When laptops sleep, and when they die.
package community.kith.sim.fault;
