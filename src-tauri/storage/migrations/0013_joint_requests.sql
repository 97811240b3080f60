-- Orders of a line that share one request of their supplier's (`bulk`). A place in it is fixed in the
-- transaction that lets the request out, for all of them at once; the request itself is its leader's.

alter table orders add column joint_leader text references orders (id);
alter table orders add column joint_position integer;
alter table orders add column joint_size integer check (
    (joint_leader is null and joint_position is null and joint_size is null)
    or (joint_leader is not null and joint_position is not null and joint_size >= 2
        and joint_position >= 0 and joint_position < joint_size
        and (joint_position = 0) = (joint_leader = id)));

create unique index orders_joint on orders (joint_leader, joint_position)
    where joint_leader is not null;

create trigger a_place_in_a_request_is_fixed_when_it_leaves
before update of joint_leader, joint_position, joint_size on orders
when (old.joint_leader is not new.joint_leader or old.joint_position is not new.joint_position
      or old.joint_size is not new.joint_size)
     and (old.state <> 'prepared' or new.state <> 'unknown')
begin select raise(abort, 'a place in a shared request never changes'); end;
