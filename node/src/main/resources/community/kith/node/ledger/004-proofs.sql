-- Whose proofs are due is asked often, and must cost what is due rather than what there is.
CREATE INDEX placement_by_proof ON placement (holder, coalesce(proven, 0));
