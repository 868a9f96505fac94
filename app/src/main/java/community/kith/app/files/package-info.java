/// Whole trees of files: copied, compared, deleted. [Trees] is all there is.
package community.kith.app.files;
