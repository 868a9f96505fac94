/// `kith demo`: real node processes on this computer become a community, hold a folder, die, and prove that every byte
/// is still there. [Demo] tells the story, [Stage] sees to it that nothing is left behind.
package community.kith.app.demo;
