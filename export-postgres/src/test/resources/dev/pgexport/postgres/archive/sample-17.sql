--
-- PostgreSQL database dump
--

\restrict sampleToken

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 17.11 (Debian 17.11-0+deb13u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: Odd "name; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public."Odd ""name" (
    a text
);


ALTER TABLE public."Odd ""name" OWNER TO postgres;

--
-- Name: account; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.account (
    id integer,
    note text
);


ALTER TABLE public.account OWNER TO postgres;

--
-- Name: nobody; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.nobody (
    a integer
);


ALTER TABLE public.nobody OWNER TO postgres;

--
-- Name: ümlaut; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public."ümlaut" (
);


ALTER TABLE public."ümlaut" OWNER TO postgres;

--
-- Data for Name: Odd "name; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public."Odd ""name" (a) FROM stdin;
\\.

\.


--
-- Data for Name: account; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.account (id, note) FROM stdin;
1	a
2	line\nline \\. end
3	\N
\.


--
-- Data for Name: nobody; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.nobody (a) FROM stdin;
\.


--
-- Data for Name: ümlaut; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public."ümlaut"  FROM stdin;

\.


--
-- Name: 4711..4712; Type: BLOB METADATA; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('4711');
SELECT pg_catalog.lo_create('4712');

ALTER LARGE OBJECT 4711 OWNER TO postgres;
ALTER LARGE OBJECT 4712 OWNER TO postgres;

--
-- Data for Name: 4711..4712; Type: BLOBS; Schema: -; Owner: postgres
--

BEGIN;

SELECT pg_catalog.lo_open('4711', 131072);
SELECT pg_catalog.lowrite(0, '\x00ff10');
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('4712', 131072);
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- PostgreSQL database dump complete
--

\unrestrict sampleToken

