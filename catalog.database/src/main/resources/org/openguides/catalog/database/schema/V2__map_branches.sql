-- What maps say of their own parts. Rows of an earlier version have no places: 0.

ALTER TABLE openguides_reference ADD COLUMN element_place INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE openguides_key ADD COLUMN element_place INTEGER DEFAULT 0 NOT NULL;

CREATE TABLE openguides_map_branch (
    asset_id      BIGINT NOT NULL REFERENCES openguides_asset ON DELETE CASCADE,
    place         INTEGER NOT NULL,
    first_element INTEGER NOT NULL,
    last_element  INTEGER NOT NULL,
    element_id    VARCHAR,
    key_scope     INTEGER,
    PRIMARY KEY (asset_id, place)
);

CREATE TABLE openguides_map_copy (
    asset_id BIGINT NOT NULL REFERENCES openguides_asset ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    written  VARCHAR NOT NULL,
    PRIMARY KEY (asset_id, place)
);
