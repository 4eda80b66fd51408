create view sales_per_region as
select region_id, sum(amount) as amount from sales group by region_id;
