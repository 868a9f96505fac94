-- What is here of the commons is announced to strangers, and looked up every minute.
CREATE INDEX claims_of_commons ON claims (size, cid) WHERE reach = 'commons';
CREATE INDEX local_files_of_commons ON local_files (file) WHERE reach = 'commons';
