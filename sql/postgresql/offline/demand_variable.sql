\if :{?{name}}
\else
  DO $migrate$ BEGIN RAISE EXCEPTION 'the variable {name} has no value'
    USING HINT = 'it is a secret, which no script holds: give it with psql -v {name}=…'; END $migrate$;
\endif
