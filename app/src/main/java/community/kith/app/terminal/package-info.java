/// What a person sees of the command line: aligned tables, sizes and times in words, progress that keeps out of the
/// way, and how a command ended. [Terminal] is where everything is written.
package community.kith.app.terminal;
