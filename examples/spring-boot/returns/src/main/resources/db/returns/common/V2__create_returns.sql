CREATE TABLE returned (
    return_id int NOT NULL CONSTRAINT uq_returned UNIQUE,
    reason nvarchar(200) NOT NULL
);
